package io.pitwheel.testing.database;

/**
 * An empty database on a server of the tests.
 *
 * @param url as users write it, without user and password
 * @param name of the schema or database, for statements by {@link DatabaseServer#execute}
 */
public record TestDatabase(String url, String name, String user, String password) {}
