package dev.rivyaroutes.brief;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Briefs of all forms that were good before something happened to their bytes. */
public final class Mutations {

  /** The name of a document, its declared media type, and its bytes. */
  public record Document(String name, String type, byte[] bytes) {
    @Override
    public String toString() {
      return name + ": " + new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static final List<Document> GOOD =
      List.of(
          document(
              "a.json",
              "application/json",
              "{\"prompt\": \"Füchse 🦊\", \"params\": {\"n\": [1, 2.50, true, null, {\"a\": \"b\\n\\u00fc\"}]}, \"client_request_id\": \"r\"}"),
          document(
              "b.json",
              "application/json",
              "{\"prompt\":\"a\",\"model\":\"m\",\"references\":[\"https://x.example/a.png\",{\"base64\":\"iVBORw0KGgo=\",\"name\":\"a.png\"}]}"),
          document(
              "a.yaml",
              "application/yaml",
              "# brief\nprompt: |\n  Füchse\n  im Wald\nparams: {n: [1, 2.5], t: 'it''s', d: 2026-11-27}\nmodel: &m \"m\"\n"),
          document(
              "a.csv",
              "text/csv",
              "prompt,model,params.n,params\r\n\"a \"\"b\"\", c\nd\",m,5,\"{\"\"x\"\": 1}\"\r\nb,,,\r\n"),
          document(
              "b.csv", "text/csv", "sep=;\nprompt;references;title;\nFuchs;a.png;T;;\n;;;\nc;;;\n"),
          document(
              "a.jsonl",
              "application/x-ndjson",
              "{\"prompt\":\"a\"}\n\n{\"prompt\":\"ü\",\"params\":{\"n\":1e5}}\r\n{\"prompt\":\"z\"}"),
          document("a.txt", "text/plain", "A fox, 50% & more\n"),
          document("a", null, "{\"prompt\":\"said by nothing\"}"));

  private static final String[] SPLINTERS = {
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    ";",
    "\t",
    "\n",
    "\r",
    "\\",
    "\0",
    "\\u0000",
    "\\ud800",
    "\uFEFF",
    "\u2028",
    "“",
    "&a",
    "*a",
    "!!binary ",
    "!x ",
    "<<: ",
    "---\n",
    "%YAML 9\n",
    "? ",
    "- ",
    "|",
    ">",
    "#",
    "1e999999999",
    "-",
    "NaN",
    ".inf",
    "1".repeat(200),
    "[".repeat(150),
    "{\"a\":".repeat(150),
    "{\\rtf",
    "<html>",
    "sep=;\n",
    "params.",
    "prompt",
    "null",
    "~",
    "\u0007",
    "data:,",
    "=cmd()"
  };

  private Mutations() {}

  private static Document document(String name, String type, String text) {
    return new Document(name, type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The document that belongs to a seed. */
  public static Document of(long seed) {
    Random random = new Random(seed);
    Document good = GOOD.get(random.nextInt(GOOD.size()));
    byte[] bytes = good.bytes();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      bytes = mutated(bytes, random);
    }
    return new Document(good.name(), good.type(), bytes);
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + random.nextInt(12));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    switch (random.nextInt(7)) {
      case 0 -> out.writeBytes(splinter(random));
      case 1 -> out.write(random.nextInt(256));
      case 2 -> at = to; // Cut out.
      case 3 -> out.write(bytes, Math.min(at, to), to - at); // Doubled.
      case 4 -> at = bytes.length; // Cut off.
      case 5 -> {
        out.writeBytes(splinter(random));
        at = to;
      }
      default -> {
        byte[] noise = new byte[random.nextInt(20)];
        random.nextBytes(noise);
        out.writeBytes(noise);
      }
    }
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  private static byte[] splinter(Random random) {
    return SPLINTERS[random.nextInt(SPLINTERS.length)].getBytes(StandardCharsets.UTF_8);
  }
}
