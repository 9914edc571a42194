package io.pitwheel.value;

import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Any value, three levels deep. */
public final class JsonValues {
  private JsonValues() {}

  public static Arbitrary<JsonValue> any() {
    return nested(3).withoutEdgeCases();
  }

  private static Arbitrary<JsonValue> nested(int levels) {
    return levels == 0 ? leaves() : Arbitraries.oneOf(leaves(), lists(levels), objects(levels));
  }

  private static Arbitrary<JsonValue> leaves() {
    return Arbitraries.oneOf(
        Arbitraries.just(JsonValue.ofNull()),
        Arbitraries.of(true, false).map(JsonValue::of),
        numbers().map(JsonValue::of),
        Arbitraries.integers().map(number -> JsonValue.of((double) number)),
        Arbitraries.strings().ofMaxLength(12).map(JsonValue::of));
  }

  /** Every finite double, small and large exponents as often as those around 1. */
  public static Arbitrary<Double> numbers() {
    return Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
  }

  private static Arbitrary<JsonValue> lists(int levels) {
    return nested(levels - 1).list().ofMaxSize(4).map(JsonList::new);
  }

  private static Arbitrary<JsonValue> objects(int levels) {
    return Arbitraries.maps(Arbitraries.strings().ofMaxLength(6), nested(levels - 1))
        .ofMaxSize(4)
        .map(JsonObject::new);
  }
}
