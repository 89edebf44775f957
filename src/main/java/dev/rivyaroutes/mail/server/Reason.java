package dev.rivyaroutes.mail.server;

/** Why a call failed: its kind, and sentences with the remedy. */
record Reason(MailFailed.Why why, String text) {}
