package io.pitwheel.value;

import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes values as YAML for people: one member a line, in the order in which they were put. */
public final class YamlWriter {
  private YamlWriter() {}

  /** One document, which ends with a line break. A reader of YAML 1.1 gets the same value back. */
  public static String write(JsonValue value) {
    return dumped(value, DumperOptions.FlowStyle.BLOCK);
  }

  /**
   * One document with a line for each member of the object and no line break at the end: shorter
   * than JSON where that is quoted. It begins with a name: some take what begins with a brace for
   * JSON.
   */
  public static String writeLines(JsonObject value) {
    return value.members().entrySet().stream()
        .map(member -> line(JsonMembers.of(member.getKey(), member.getValue())))
        .collect(Collectors.joining("\n"));
  }

  private static String line(JsonObject member) {
    String line = dumped(member, DumperOptions.FlowStyle.FLOW).strip();
    String inside = line.substring(1, line.length() - 1);
    // A comma needs no space behind it, unless it stands in a text.
    return JsonWriter.write(member).contains(", ") ? inside : inside.replace(", ", ",");
  }

  private static String dumped(JsonValue value, DumperOptions.FlowStyle style) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(style);
    // Texts stay on one line: a fold in a patch or an expression would be hard to read.
    options.setSplitLines(false);
    options.setWidth(Integer.MAX_VALUE);
    return new Yaml(new CautiousRepresenter(options), options).dump(plain(value));
  }

  /** Quotes texts that readers of other dialects of YAML would take for numbers, such as 1e3. */
  private static final class CautiousRepresenter extends Representer {
    private static final Pattern NUMBER =
        Pattern.compile("[-+]?(0o[0-7]+|[0-9_.]+([eE][-+]?[0-9]+)?)");

    private final boolean isOnOneLine;

    CautiousRepresenter(DumperOptions options) {
      super(options);
      this.isOnOneLine = options.getDefaultFlowStyle() == DumperOptions.FlowStyle.FLOW;
      representers.put(String.class, new CautiousText());
    }

    private final class CautiousText extends RepresentString {
      @Override
      public Node representData(Object value) {
        String text = (String) value;
        if (NUMBER.matcher(text).matches()) {
          return representScalar(Tag.STR, text, DumperOptions.ScalarStyle.SINGLE_QUOTED);
        }
        return isOnOneLine && text.indexOf('\n') >= 0
            ? representScalar(Tag.STR, text, DumperOptions.ScalarStyle.DOUBLE_QUOTED)
            : super.representData(value);
      }
    }
  }

  private static @Nullable Object plain(JsonValue value) {
    return switch (value) {
      case JsonNull _ -> null;
      case JsonBoolean(boolean flag) -> flag;
      case JsonNumber number ->
          number.isLong() ? (Object) (long) number.value() : (Object) number.value();
      case JsonText(String text) -> text;
      case JsonSpilled spilled -> plain(spilled.reference());
      case JsonList list -> {
        var values = new ArrayList<@Nullable Object>();
        list.values().forEach(member -> values.add(plain(member)));
        yield values;
      }
      case JsonObject object -> {
        var members = new LinkedHashMap<String, @Nullable Object>();
        object.members().forEach((name, member) -> members.put(name, plain(member)));
        yield members;
      }
    };
  }
}
