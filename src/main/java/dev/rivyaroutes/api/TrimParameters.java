package dev.rivyaroutes.api;

import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** An empty parameter of a search is one that is not there. */
@ControllerAdvice(basePackageClasses = TrimParameters.class)
class TrimParameters {

  @InitBinder({"auditFilter", "jobFilter", "quarantineFilter", "bulkFilter", "paging"})
  void trim(WebDataBinder binder) {
    binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
  }
}
