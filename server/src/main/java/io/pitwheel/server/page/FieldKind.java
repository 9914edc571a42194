package io.pitwheel.server.page;

/** What a field of a listed thing holds, and so what a filter may compare it with. */
public enum FieldKind {
  TEXT,
  TIME,
  NUMBER,
  /** One of a few names. Enumerations of the wire are among them, by name or number. */
  NAME
}
