package io.pitwheel.access;

/** Says what callers may do. Asked in every call from outside, before anything else is done. */
@FunctionalInterface
public interface Authorizer {
  /**
   * Whether the caller may.
   *
   * @throws io.pitwheel.failure.PipelinesException UNAVAILABLE when that cannot be found out now;
   *     the call is then refused with it
   */
  boolean allows(AccessQuestion question);

  /**
   * Everybody may do everything: for a server that answers one machine, or stands behind a door.
   */
  static Authorizer open() {
    return _ -> true;
  }
}
