package dev.rivyaroutes.access;

import java.util.Map;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.scrypt.SCryptPasswordEncoder;

/** The encodings of passwords that are slow to guess. */
final class Passwords {

  static PasswordEncoder encoder() {
    return new DelegatingPasswordEncoder(
        "bcrypt",
        Map.of(
            "bcrypt",
            new BCryptPasswordEncoder(),
            "pbkdf2",
            Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_5(),
            "pbkdf2@SpringSecurity_v5_8",
            Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8(),
            "scrypt",
            SCryptPasswordEncoder.defaultsForSpringSecurity_v4_1(),
            "scrypt@SpringSecurity_v5_8",
            SCryptPasswordEncoder.defaultsForSpringSecurity_v5_8(),
            "argon2",
            Argon2PasswordEncoder.defaultsForSpringSecurity_v5_2(),
            "argon2@SpringSecurity_v5_8",
            Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
  }

  private Passwords() {}
}
