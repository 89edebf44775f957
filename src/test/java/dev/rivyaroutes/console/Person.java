package dev.rivyaroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A person at a browser without scripts, who has logged in. */
final class Person {
  final Connection session =
      Jsoup.newSession().ignoreHttpErrors(true).header("Accept", "text/html");
  private final String program;
  Connection.Response answer;
  Document page;

  /**
   * @param program the address of the program
   */
  Person(String program, String name) throws Exception {
    this.program = program;
    open("/console");
    FormElement login = page.expectForm("form");
    login.expectFirst("[name=username]").val(name);
    login.expectFirst("[name=password]").val(ConsoleTestBase.PASSWORD);
    submit(login);
  }

  Person open(String path) throws Exception {
    return show(session.newRequest(program + path));
  }

  Person submit(FormElement form) throws Exception {
    return show(form.submit());
  }

  Person press(String button) throws Exception {
    return show(pressed(page, button));
  }

  /** The call of a form with such a button, with a reason. */
  static Connection pressed(Document page, String button) {
    Element pressed =
        page.select("button").stream()
            .filter(one -> one.text().equals(button))
            .findFirst()
            .orElseThrow();
    FormElement form = (FormElement) pressed.closest("form");
    form.select("[name=reason]").val("tried by a test");
    Connection call = form.submit();
    if (pressed.hasAttr("name")) {
      call.data(pressed.attr("name"), pressed.attr("value"));
    }
    return call;
  }

  private Person show(Connection call) throws Exception {
    answer = call.ignoreContentType(true).execute();
    assertThat(answer.contentType()).as(answer.body()).startsWith("text/html");
    page = answer.parse();
    return this;
  }

  String text() {
    return page.expectFirst("main").text();
  }
}
