package dev.rivyaroutes.check.configuration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of wrong flow files.
 *
 * @param whenWrong What a flow file that is wrong at the start does: stop-flow starts all others
 *     and loads the file once it is corrected; stop refuses to start the program. While the program
 *     runs, the last good text of a file stays in force either way.
 */
@ConfigurationProperties("rivya.flows")
record FlowFileProperties(@DefaultValue("stop-flow") WhenWrong whenWrong) {}
