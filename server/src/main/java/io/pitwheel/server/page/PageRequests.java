package io.pitwheel.server.page;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.PageRequest.PageKey;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the five fields that every list request has, and writes the token of the next page. */
public final class PageRequests {
  private static final String DEFAULT_SORT_FIELD = "created_at";

  private final PageTokens tokens;

  public PageRequests(PageTokens tokens) {
    this.tokens = tokens;
  }

  /** The fields of a list request, as sent. */
  public record Sent(int pageSize, String pageToken, String sortBy, String filter) {}

  /**
   * With a token, sorting and filter may be empty (they come from the token) or must be equal.
   *
   * @throws PipelinesException INVALID_ARGUMENT naming the field, the value and what is supported
   */
  public PageRequest read(ListScope scope, Sent sent) {
    if (sent.pageToken().isEmpty()) {
      return request(scope, sent.pageSize(), sent.sortBy(), sent.filter(), null);
    }
    PageTokens.Content content = tokens.verify(sent.pageToken());
    if (!content.scope().equals(scope.scope())) {
      throw differs("page_token", "of another list", "a token of the list that is asked for");
    }
    if (!sent.filter().isEmpty() && !sent.filter().equals(content.filter())) {
      throw differs("filter", sent.filter(), "that of the first page, or none");
    }
    PageKey after = new PageKey(content.sortValue(), content.id());
    var request = request(scope, sent.pageSize(), content.sort(), content.filter(), after);
    if (!sent.sortBy().isEmpty()) {
      var asked = request(scope, sent.pageSize(), sent.sortBy(), content.filter(), after);
      if (!asked.equals(request)) {
        throw differs("sort_by", sent.sortBy(), "that of the first page, or none");
      }
    }
    return request;
  }

  /** The token of the page after; empty when there is none. */
  public String next(ListScope scope, Sent sent, PageRequest request, Page<?> page) {
    PageKey after = page.nextAfter();
    if (after == null) {
      return "";
    }
    String sort = request.sortField() + (request.isDescending() ? " desc" : " asc");
    String filter =
        sent.pageToken().isEmpty() ? sent.filter() : tokens.verify(sent.pageToken()).filter();
    return tokens.sign(
        new PageTokens.Content(scope.scope(), sort, filter, after.sortValue(), after.id()));
  }

  private static PageRequest request(
      ListScope scope, int pageSize, String sortBy, String filter, @Nullable PageKey after) {
    String[] words = sortBy.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
    String field = words[0].isEmpty() ? DEFAULT_SORT_FIELD : sortField(scope, words[0], sortBy);
    boolean hasDirection = words.length > 1;
    if (words.length > 2 || (hasDirection && !isDirection(words[1]))) {
      throw unsupportedSort(scope, sortBy);
    }
    return new PageRequest(
        size(pageSize),
        after,
        field,
        hasDirection && words[1].equals("desc"),
        FilterReader.read(scope, filter));
  }

  private static boolean isDirection(String word) {
    return word.equals("asc") || word.equals("desc");
  }

  private static int size(int pageSize) {
    if (pageSize < 0) {
      throw differs("page_size", String.valueOf(pageSize), "0 for the default, or more");
    }
    return pageSize == 0 ? PageRequest.DEFAULT_SIZE : Math.min(pageSize, PageRequest.MAX_SIZE);
  }

  private static String sortField(ListScope scope, String name, String sortBy) {
    ListField field = scope.fields().get(name);
    if (field != null && field.isSortable()) {
      return field.stored();
    }
    // A token holds the store's own name of the field.
    if (scope.fields().values().stream()
        .anyMatch(known -> known.isSortable() && known.stored().equals(name))) {
      return name;
    }
    throw unsupportedSort(scope, sortBy);
  }

  private static PipelinesException unsupportedSort(ListScope scope, String sortBy) {
    var names = new TreeSet<String>();
    scope
        .fields()
        .forEach((name, field) -> {
          if (field.isSortable()) {
            names.add(name);
          }
        });
    return differs("sort_by", sortBy, "one of " + String.join(", ", names) + ", then asc or desc");
  }

  private static PipelinesException differs(String field, String value, String expected) {
    return PipelinesException.invalid(
        field, "listing by %s: %s (expected: %s)".formatted(field, value, expected));
  }
}
