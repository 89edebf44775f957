package dev.rivyaroutes.ledger.version;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What routes declare, by the flow file that they come from. While a file is loaded, what it
 * declares is a draft; publishing it replaces what the former text of the file declared.
 */
public final class DeclaredByFiles<T> {

  /** The owner of what comes from no flow file. */
  private static final String NONE = "";

  private final Map<String, List<T>> published = new TreeMap<>();
  private final Map<String, List<T>> drafts = new HashMap<>();

  /**
   * @return whether it takes effect at once, because it comes from no flow file
   */
  public synchronized boolean add(T one) {
    LoadingFile file = LoadingFile.current().orElse(null);
    if (file == null) {
      published.computeIfAbsent(NONE, owner -> new ArrayList<>()).add(one);
    } else {
      drafts.computeIfAbsent(file.name(), owner -> new ArrayList<>()).add(one);
    }
    return file == null;
  }

  public synchronized void publish(String file) {
    List<T> draft = drafts.remove(file);
    if (draft == null) {
      published.remove(file);
    } else {
      published.put(file, draft);
    }
  }

  public synchronized void discard(String file) {
    drafts.remove(file);
  }

  /** All that took effect. */
  public synchronized List<T> all() {
    return published.values().stream().flatMap(List::stream).toList();
  }

  /** What took effect of a file. */
  public synchronized List<T> of(String file) {
    return List.copyOf(published.getOrDefault(file, List.of()));
  }

  /** What there will be besides: of the file that is loaded only its draft counts. */
  public synchronized List<T> besides() {
    String loading = LoadingFile.current().map(LoadingFile::name).orElse(null);
    List<T> all = new ArrayList<>();
    published.forEach(
        (file, of) -> {
          if (!file.equals(loading)) {
            all.addAll(of);
          }
        });
    all.addAll(drafts.getOrDefault(loading, List.of()));
    return all;
  }
}
