package dev.rivyaroutes.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first bytes are those of real files of each kind. */
class DetectMediaTypeTest {

  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a0000000d49484452, image/png, IMAGE, png",
    "ffd8ffe000104a46494600010101004800480000, image/jpeg, IMAGE, jpg",
    "52494646240000005745425056503820, image/webp, IMAGE, webp",
    "474946383961010001008000, image/gif, IMAGE, gif",
    "0000002066747970"
        + "69736f6d"
        + "0000020069736f6d69736f32617663316d703431, video/mp4, VIDEO, mp4",
    "0000001866747970" + "6d703432" + "000000006d70343269736f6d, video/mp4, VIDEO, mp4",
    "0000001466747970" + "71742020" + "0000000071742020, video/quicktime, VIDEO, mov",
    "1a45dfa39f4286810142f7810142f2810442f381084282847765626d, video/webm, VIDEO, webm",
    "1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b61, video/x-matroska, VIDEO, mkv",
    "4944330300000000002354495432, audio/mpeg, AUDIO, mp3",
    "fffb9064000000000000000000000000, audio/mpeg, AUDIO, mp3",
    "0000002066747970" + "4d344120" + "000000004d3441206d703432, audio/mp4, AUDIO, m4a",
    "524946462408000057415645666d742010000000, audio/wav, AUDIO, wav",
    "fff15080043ffcde0200, audio/aac, AUDIO, aac",
    "4f67675300020000000000000000e7a1c2b3000000005e2f1a3b011e01766f72626973, audio/ogg, AUDIO, ogg",
    "4f67675300020000000000000000e7a1c2b3000000005e2f1a3b01134f70757348656164, audio/ogg, AUDIO, ogg",
    "0000001866747970" + "68656963" + "000000006d69663168656963, image/heic, IMAGE, heic",
    "0000001866747970" + "6865696d" + "000000006d69663168656963, image/heic, IMAGE, heic",
    "0000001866747970" + "6d696631" + "000000006d69663168656963, image/heif, IMAGE, heif",
    "0000001866747970" + "61766966" + "000000006d69663161766966, image/avif, IMAGE, avif",
    "0000001866747970" + "61766973" + "000000006d73663161766973, image/avif, IMAGE, avif",
    "0000001866747970" + "63727820" + "0000000069736f6d63727820, image/x-canon-cr3, IMAGE, cr3",
    "0000000c4a584c200d0a870a, image/jxl, IMAGE, jxl",
    "ff0a00000000, image/jxl, IMAGE, jxl",
    "49492a0008000000, image/tiff, IMAGE, tiff",
    "4d4d002a00000008, image/tiff, IMAGE, tiff",
    "424d3600000000000000360000002800000001000000010000000100180000000000, image/bmp, IMAGE, bmp",
    "384250530001000000000000, image/vnd.adobe.photoshop, IMAGE, psd",
    "000001000100101000000100200000000000, image/vnd.microsoft.icon, IMAGE, ico",
    "3c73766720786d6c6e733d22687474703a2f2f7777772e77332e6f72672f323030302f737667223e,"
        + " image/svg+xml, IMAGE, svg",
    "255044462d312e340a25e2e3cfd30a, application/pdf, OTHER, pdf",
    "7f454c4602010100, application/x-elf, OTHER, bin",
  })
  void detectsTheTypeFromTheSignature(String hex, String type, MediaKind kind, String extension) {
    MediaType found = DetectMediaType.of(HexFormat.of().parseHex(hex));

    assertThat(found.contentType()).isEqualTo(type);
    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.extension()).isEqualTo(extension);
  }

  @ParameterizedTest
  @CsvSource({"a red fox in the snow", "''", "{\"prompt\":\"x\"}"})
  void takesTextForNoMedia(String text) {
    assertThat(DetectMediaType.of(text.getBytes(StandardCharsets.UTF_8)).kind())
        .isEqualTo(MediaKind.OTHER);
  }
}
