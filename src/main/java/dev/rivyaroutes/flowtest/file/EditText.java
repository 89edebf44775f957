package dev.rivyaroutes.flowtest.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Replaces the text of nodes in a file; all other text stays. */
public final class EditText {
  private final Path file;
  private final List<Edit> edits = new ArrayList<>();
  private final String text;

  /** The character that the positions of nodes do not count. */
  private final int mark;

  /** A text that takes the place of another one. */
  private record Edit(int start, int end, String text) {}

  public EditText(Path file) {
    this.file = file;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mark = text.startsWith("\uFEFF") ? 1 : 0;
  }

  public void replace(Node node, String by) {
    edits.add(new Edit(start(node), end(node), by));
  }

  /** Replaces a node without items by lines below its key. */
  public void replaceBelow(Node node, String by) {
    int start = start(node);
    boolean space = start > 0 && text.charAt(start - 1) == ' ';
    edits.add(new Edit(space ? start - 1 : start, end(node), by));
  }

  public void insertAfter(Node node, String more) {
    edits.add(new Edit(end(node), end(node), more));
  }

  /** Removes an item of a list, with its lines if they are its own. */
  public void remove(Node item, SequenceNode list) {
    edits.add(
        isBlock(list)
            ? new Edit(lineStart(start(item)), lineEnd(end(item)), "")
            : new Edit(start(item), end(item), ""));
  }

  private int index(int codePoints) {
    return mark + text.substring(mark).offsetByCodePoints(0, codePoints);
  }

  private int start(Node node) {
    return index(node.getStartMark().orElseThrow().getIndex());
  }

  /** The end of the last value below a node: what follows may be a comment of the next one. */
  private int end(Node node) {
    if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty() && isBlock(node)) {
      return end(mapping.getValue().get(mapping.getValue().size() - 1).getValueNode());
    }
    if (node instanceof SequenceNode list && !list.getValue().isEmpty() && isBlock(node)) {
      return end(list.getValue().get(list.getValue().size() - 1));
    }
    int end = index(node.getEndMark().orElseThrow().getIndex());
    while (end > start(node) && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  public boolean isBlock(Node node) {
    char first = text.charAt(start(node));
    return first != '{' && first != '[';
  }

  /** How far the line of a node is indented, without the dash of a list. */
  public int indent(Node node) {
    int line = text.lastIndexOf('\n', start(node) - 1) + 1;
    int column = line;
    while (column < text.length() && " -".indexOf(text.charAt(column)) >= 0) {
      column++;
    }
    return column - line;
  }

  private int lineStart(int index) {
    return text.lastIndexOf('\n', index - 1) + 1;
  }

  private int lineEnd(int index) {
    int end = text.indexOf('\n', index);
    return end < 0 ? text.length() : end + 1;
  }

  /** Writes the file again, if there is anything to change. */
  public void write() throws IOException {
    if (!edits.isEmpty()) {
      write(file);
    }
  }

  /** Writes the changed text into another file. */
  public void write(Path to) throws IOException {
    // At the same place, what was added first comes first.
    List<Edit> ordered = new ArrayList<>(edits);
    Collections.reverse(ordered);
    ordered.sort(Comparator.comparingInt(Edit::start).reversed());
    StringBuilder updated = new StringBuilder(text);
    ordered.forEach(edit -> updated.replace(edit.start(), edit.end(), edit.text()));
    Files.writeString(to, updated, StandardCharsets.UTF_8);
  }
}
