package io.pitwheel.platform;

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

  /**
   * Make it unless it is there.
   *
   * @param size as a quantity
   */
  record CreateClaim(String name, String size) implements ClaimOperation {}

  /** Remove it, with what is in it, if it is there. */
  record DeleteClaim(String name) implements ClaimOperation {}
}
