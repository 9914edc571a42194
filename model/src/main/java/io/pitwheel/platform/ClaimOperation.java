package io.pitwheel.platform;

/** What a task does to a volume that outlives tasks, instead of running a command. Repeatable. */
public sealed interface ClaimOperation {
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
