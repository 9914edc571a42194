package io.pitwheel.server.settings;

/**
 * What a setting is, and who said so.
 *
 * @param source {@code default}, the path of a file, the name of a variable, or {@code command
 *     line}
 */
public record SettingValue(String text, String source) {}
