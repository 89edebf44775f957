package dev.rivyaroutes.brief.flow;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.support.ScriptHelper;

/** The constant texts of flow files, which depend on no brief. */
public final class FlowConstants {

  private FlowConstants() {}

  /** Whether a variable has a value that a route sets as a constant. */
  public static boolean isConstant(CamelContext camel, String variable, Object value) {
    String text = String.valueOf(value).strip();
    List<RouteDefinition> routes = ((ModelCamelContext) camel).getRouteDefinitions();
    return routes.stream()
        .flatMap(route -> constants(route, variable))
        .anyMatch(constant -> text(camel, constant).equals(text));
  }

  private static Stream<String> constants(RouteDefinition route, String variable) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(
            route.getOutputs(), SetVariableDefinition.class)
        .stream()
        .filter(step -> variable.equals(step.getName()))
        .map(SetVariableDefinition::getExpression)
        .map(FlowConstants::constant)
        .filter(text -> text != null);
  }

  private static String constant(ExpressionDefinition expression) {
    ExpressionDefinition type = expression.getExpressionType();
    ExpressionDefinition inner = type == null ? expression : type;
    String text = inner.getExpression();
    boolean readsNothing = inner instanceof ConstantExpression || isPlainSimple(inner, text);
    return readsNothing ? text : null;
  }

  private static boolean isPlainSimple(ExpressionDefinition expression, String text) {
    return "simple".equals(expression.getLanguage())
        && text != null
        && !text.contains("${")
        && !text.contains("$simple{");
  }

  private static String text(CamelContext camel, String constant) {
    try {
      String resolved = camel.resolvePropertyPlaceholders(constant);
      return ScriptHelper.resolveOptionalExternalScript(camel, null, resolved).strip();
    } catch (RuntimeException e) {
      return constant.strip(); // A text with {{ }} in it, or a resource that is gone.
    }
  }
}
