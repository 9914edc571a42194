package io.pitwheel.trust;

/**
 * What every connection to another server has in common.
 *
 * @param authorities who may vouch for the other
 * @param proxy through whom it is reached
 */
public record OutgoingConnections(TrustedAuthorities authorities, OutgoingProxy proxy) {
  /** Direct ones, to whom Java trusts. */
  public static OutgoingConnections standard() {
    return new OutgoingConnections(TrustedAuthorities.standard(), OutgoingProxy.NONE);
  }
}
