package io.pitwheel.platform;

import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a task does to a volume that outlives tasks, instead of running a command. Repeatable. */
public sealed interface ClaimOperation {
  /** The image that stands for making a claim: KFP's SDK writes it, and nothing runs in it. */
  String CREATING_IMAGE = "argostub/createpvc";

  /** The image that stands for removing one. */
  String DELETING_IMAGE = "argostub/deletepvc";

  /** Whether an image stands for an operation. */
  static boolean isMeantBy(String image) {
    return image.equals(CREATING_IMAGE) || image.equals(DELETING_IMAGE);
  }

  /** The claim's name. */
  String name();

  /** The class of a claim whose task names none, as in KFP. */
  String STANDARD_CLASS = "standard";

  /**
   * Make it unless it is there.
   *
   * @param size as a quantity
   * @param storageClass empty for one that was made beforehand, with no class
   * @param volumeName of the volume that was made for it beforehand; empty for any
   * @param dataSource what it is filled from, in the form of a claim; empty for nothing
   */
  record CreateClaim(
      String name,
      String size,
      List<String> accessModes,
      String storageClass,
      Map<String, String> annotations,
      String volumeName,
      JsonObject dataSource)
      implements ClaimOperation {
    public CreateClaim {
      accessModes = List.copyOf(accessModes);
      annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    /** One of the standard class with nothing else said. */
    public CreateClaim(String name, String size) {
      this(name, size, List.of(), STANDARD_CLASS, Map.of(), "", JsonObject.EMPTY);
    }
  }

  /** Remove it, with what is in it, if it is there. */
  record DeleteClaim(String name) implements ClaimOperation {}
}
