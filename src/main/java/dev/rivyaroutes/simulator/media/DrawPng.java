package dev.rivyaroutes.simulator.media;

import dev.rivyaroutes.simulator.server.ApiJson;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.text.AttributedString;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Draws a square PNG that shows the prompt in wrapped lines and a caption at its foot. */
public final class DrawPng {

  private static final int IEND = 12;

  private DrawPng() {}

  public static byte[] paint(int side, String prompt, String caption, int tint) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    float hue = (tint & 0xff) / 256f;
    Color top = Color.getHSBColor(hue, 0.55f, 0.55f);
    Color bottom = Color.getHSBColor(hue + 0.12f, 0.65f, 0.25f);
    graphics.setPaint(new GradientPaint(0, 0, top, side, side, bottom));
    graphics.fillRect(0, 0, side, side);
    try {
      write(graphics, side, prompt, caption);
    } catch (InternalError | LinkageError | NullPointerException noFonts) {
      // A Java without any font throws one of these; the image is then one without text.
    }
    graphics.dispose();
    return png(image);
  }

  /** The PNG with a text chunk before its end, so that equal pictures of two tasks differ. */
  public static ResultFile marked(byte[] png, String mark) {
    byte[] text = ApiJson.utf8("Comment\0" + mark);
    ByteBuffer tail = ByteBuffer.allocate(12 + text.length + IEND);
    byte[] typed = ByteBuffer.allocate(4 + text.length).put(ApiJson.utf8("tEXt")).put(text).array();
    CRC32 crc = new CRC32();
    crc.update(typed);
    tail.putInt(text.length).put(typed).putInt((int) crc.getValue());
    tail.put(png, png.length - IEND, IEND);
    return new ResultFile("image/png", Arrays.copyOf(png, png.length - IEND), tail.array(), 0);
  }

  private static void write(Graphics2D graphics, int side, String prompt, String caption) {
    graphics.setColor(Color.WHITE);
    int margin = side / 16;
    float bottom = side - 2.5f * margin;
    lines(graphics, prompt, side / 20, side, margin, bottom);
    lines(graphics, caption, side / 48, side, bottom + margin / 2f, side);
  }

  private static void lines(
      Graphics2D graphics, String text, int size, int side, float from, float to) {
    if (text.isBlank() || size < 4) {
      return;
    }
    AttributedString styled = new AttributedString(text.replaceAll("\\s+", " "));
    styled.addAttribute(TextAttribute.FONT, new Font(Font.SANS_SERIF, Font.PLAIN, size));
    LineBreakMeasurer measurer =
        new LineBreakMeasurer(styled.getIterator(), graphics.getFontRenderContext());
    float margin = side / 16f;
    float width = side - 2 * margin;
    float y = from;
    while (measurer.getPosition() < styled.getIterator().getEndIndex()) {
      TextLayout line = measurer.nextLayout(width);
      if (y + line.getAscent() + line.getDescent() > to) {
        return;
      }
      line.draw(graphics, margin, y + line.getAscent());
      y += line.getAscent() + line.getDescent() + line.getLeading();
    }
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("an image could not be written to memory", e);
    }
    return out.toByteArray();
  }
}
