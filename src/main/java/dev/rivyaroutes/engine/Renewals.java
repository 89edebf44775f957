package dev.rivyaroutes.engine;

import org.springframework.stereotype.Component;

/** What Rivya may forget or take away, and what is made anew then. */
@Component
record Renewals(RenewUploads uploads, RenewSession session, DoubtModel model) {}
