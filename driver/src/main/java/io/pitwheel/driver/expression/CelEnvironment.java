package io.pitwheel.driver.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.standard.StringFunction.StringOverload;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.NumberText;

/**
 * The names an expression may use: {@code inputs.parameter_values} and {@code inputs.artifacts} in
 * triggers, the fields of {@code google.protobuf.Value} in selectors, and {@code
 * parseJson(string)}.
 *
 * <p>Two choices differ from plain CEL. {@code inputs} is declared as a map of maps of anything,
 * because only then {@code int(...)}, {@code double(...)} and {@code string(...)} take a parameter.
 * And {@code string(3.0)} is {@code 3}, as everywhere else in KFP, where CEL in Java would say
 * {@code 3.0}.
 */
final class CelEnvironment {
  /** A macro over a list stops here: conditions are small, and an attack is not. */
  private static final int MAX_ITERATIONS = 100_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .build();

  private static final String DOUBLE_TO_STRING = "double_to_string";
  private static final String PARSE_JSON = "parse_json_string";

  static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar(
              Variables.INPUTS,
              MapType.create(SimpleType.STRING, MapType.create(SimpleType.STRING, SimpleType.DYN)))
          .addVar(Variables.STRING_VALUE, SimpleType.STRING)
          .addVar(Variables.NUMBER_VALUE, SimpleType.DYN)
          .addVar(Variables.BOOLEAN_VALUE, SimpleType.DYN)
          .addVar(Variables.STRUCT_VALUE, SimpleType.DYN)
          .addVar(Variables.LIST_VALUE, SimpleType.DYN)
          .addVar(Variables.NULL_VALUE, SimpleType.DYN)
          .addFunctionDeclarations(
              CelFunctionDecl.newFunctionDeclaration(
                  "parseJson",
                  CelOverloadDecl.newGlobalOverload(PARSE_JSON, SimpleType.DYN, SimpleType.STRING)))
          .build();

  static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .setStandardEnvironmentEnabled(false)
          .setStandardFunctions(
              CelStandardFunctions.newBuilder()
                  .filterFunctions((_, overload) -> overload != StringOverload.DOUBLE_TO_STRING)
                  .build())
          .addFunctionBindings(
              CelFunctionBinding.from(DOUBLE_TO_STRING, Double.class, CelEnvironment::text),
              CelFunctionBinding.from(
                  PARSE_JSON, String.class, text -> CelValues.fromJson(JsonReader.read(text))))
          .build();

  private CelEnvironment() {}

  private static Object text(Double number) {
    return Double.isFinite(number) ? NumberText.plain(number) : Double.toString(number);
  }
}
