package io.pitwheel.cli.run;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;

/** A pipeline as a server answers it, as the text of a compiled one. */
public final class PipelineText {
  private static final String PIPELINE = "pipeline_spec";
  private static final String PLATFORM = "platform_spec";

  private PipelineText() {}

  /** JSON; two documents when there are platform settings. */
  public static String of(Struct answered) {
    Value pipeline = answered.getFieldsMap().get(PIPELINE);
    Value platform = answered.getFieldsMap().get(PLATFORM);
    if (pipeline == null) {
      return json(answered);
    }
    return platform == null
        ? json(pipeline.getStructValue())
        : json(pipeline.getStructValue()) + "\n---\n" + json(platform.getStructValue());
  }

  private static String json(MessageOrBuilder message) {
    try {
      return JsonFormat.printer().print(message);
    } catch (InvalidProtocolBufferException exception) {
      throw new IllegalStateException("a pipeline of the server's has no JSON form", exception);
    }
  }
}
