package io.pitwheel.bench.row;

import java.util.Arrays;
import java.util.List;

/**
 * One measured quantity, repeated.
 *
 * @param unit such as {@code ms}, {@code MB}, {@code ratio}, {@code 1/s}
 * @param budget what the design allows; empty when it says nothing
 */
public record Figure(String name, String unit, String budget, List<Double> samples) {
  public Figure {
    samples = List.copyOf(samples);
  }

  public static Figure single(String name, String unit, String budget, double sample) {
    return new Figure(name, unit, budget, List.of(sample));
  }

  public double min() {
    return sorted()[0];
  }

  public double median() {
    double[] sorted = sorted();
    return sorted[sorted.length / 2];
  }

  public double max() {
    double[] sorted = sorted();
    return sorted[sorted.length - 1];
  }

  private double[] sorted() {
    double[] values = samples.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(values);
    return values;
  }
}
