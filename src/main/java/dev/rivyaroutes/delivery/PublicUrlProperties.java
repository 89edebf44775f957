package dev.rivyaroutes.delivery;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where others reach this program.
 *
 * @param publicUrl The address at which others reach this program; links in callbacks and mails
 *     start with it. Set it as soon as others call the program.
 */
@ConfigurationProperties("rivya")
public record PublicUrlProperties(@DefaultValue("http://localhost:8080") String publicUrl) {}
