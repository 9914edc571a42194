package io.pitwheel.platform;

/** A named set of values that lies ready on the platform: one to be kept from view, or plain. */
public enum BundleKind {
  SECRET("secret"),
  CONFIG_MAP("config map");

  private final String words;

  BundleKind(String words) {
    this.words = words;
  }

  /** What a person calls it. */
  public String words() {
    return words;
  }
}
