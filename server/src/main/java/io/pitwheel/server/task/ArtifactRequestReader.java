package io.pitwheel.server.task;

import io.pitwheel.api.v2beta1.Artifact.ArtifactType;
import io.pitwheel.api.v2beta1.ArtifactTask;
import io.pitwheel.api.v2beta1.CreateArtifactRequest;
import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.server.guard.Descriptions;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.taskreport.ArtifactLink;
import io.pitwheel.taskreport.ReportedArtifact;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads what is told of artifacts. On a single machine namespaces are none, so that one that is
 * told is passed over.
 */
final class ArtifactRequestReader {
  private static final String NAMESPACE = "";
  private static final int MAX_URI = 2_048;
  private static final String SCHEMA_VERSION = "0.0.1";

  /** Where launchers of KFP keep a title of the user's own. */
  private static final String OWN_TITLE = "_kfp_schema_title";

  private ArtifactRequestReader() {}

  /**
   * An artifact to be written down.
   *
   * @param field where the request stands in the call; empty for the call itself
   * @throws PipelinesException INVALID_ARGUMENT naming the field
   */
  static ReportedArtifact artifact(
      String field, CreateArtifactRequest request, Identifiers identifiers, Instant now) {
    Told.required(field + "run_id", request.getRunId());
    Told.required(field + "task_id", request.getTaskId());
    Told.required(field + "producer_key", request.getProducerKey());
    io.pitwheel.api.v2beta1.Artifact told = request.getArtifact();
    String place = field + "artifact";
    if (!told.getArtifactId().isEmpty()) {
      throw Told.refused(place + ".artifact_id", told.getArtifactId(), "none: the server makes it");
    }
    return new ReportedArtifact(
        kept(place, told, identifiers.next(), now),
        request.getRunId(),
        request.getTaskId(),
        request.getProducerKey(),
        Told.iteration(
            field + "iteration_index", request.hasIterationIndex(), request.getIterationIndex()),
        request.getReuseIfExists());
  }

  private static KeptArtifact kept(
      String place, io.pitwheel.api.v2beta1.Artifact told, String id, Instant now) {
    JsonObject metadata = metadata(place, told.getMetadataMap());
    requireContent(place, told);
    return new KeptArtifact(
        new Artifact(
            id,
            Told.required(place + ".name", told.getName()),
            Told.optionalName(place + ".uri", told.getUri(), MAX_URI),
            title(place, told.getType(), metadata),
            SCHEMA_VERSION,
            metadata),
        NAMESPACE,
        Descriptions.require(place + ".description", told.getDescription()),
        told.hasNumberValue() ? told.getNumberValue() : null,
        now);
  }

  private static JsonObject metadata(String place, Map<String, com.google.protobuf.Value> told) {
    var members = new LinkedHashMap<String, JsonValue>();
    new TreeMap<>(told).forEach((key, value) -> members.put(key, JsonStructs.fromValue(value)));
    var metadata = new JsonObject(members);
    Told.bounded(place + ".metadata", metadata);
    return metadata;
  }

  private static void requireContent(String place, io.pitwheel.api.v2beta1.Artifact told) {
    ArtifactType type = told.getType();
    if (type == ArtifactType.TYPE_UNSPECIFIED || type == ArtifactType.UNRECOGNIZED) {
      throw Told.refused(
          place + ".type", told.getTypeValue(), "one of Artifact, Model, Dataset and so on");
    }
    if (told.hasNumberValue() && !Double.isFinite(told.getNumberValue())) {
      throw Told.refused(place + ".number_value", told.getNumberValue(), "a finite number");
    }
    if (type == ArtifactType.Metric && !told.hasNumberValue()) {
      throw Told.refused(place + ".number_value", "none", "a number, for a Metric");
    }
    boolean isClassification =
        type == ArtifactType.ClassificationMetric
            || type == ArtifactType.SlicedClassificationMetric;
    if (isClassification && told.getMetadataCount() == 0) {
      throw Told.refused(place + ".metadata", "none", "the values, for a " + type);
    }
  }

  private static String title(String place, ArtifactType type, JsonObject metadata) {
    boolean isOwn =
        type == ArtifactType.Artifact && metadata.members().get(OWN_TITLE) instanceof JsonText;
    return isOwn && metadata.members().get(OWN_TITLE) instanceof JsonText(String own)
        ? Told.required(place + ".metadata." + OWN_TITLE, own)
        : ArtifactTranslator.titleOf(type);
  }

  /**
   * A link to be made.
   *
   * @param field where the link stands in the request
   * @throws PipelinesException INVALID_ARGUMENT naming the field
   */
  static ArtifactLink link(String field, ArtifactTask told) {
    return new ArtifactLink(
        "",
        Told.required(field + ".artifact_id", told.getArtifactId()),
        Told.required(field + ".run_id", told.getRunId()),
        Told.required(field + ".task_id", told.getTaskId()),
        Told.type(field + ".type", told.getType(), told.getTypeValue()),
        Told.producer(field + ".producer", told.getProducer()),
        Told.iteration(field + ".producer", told.getProducer()),
        Told.required(field + ".key", told.getKey()));
  }
}
