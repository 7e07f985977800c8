package io.estafette.platform.web;

import java.util.List;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What {@code /v3/api-docs} says of every call; controllers describe their own. For
 * developers, so in English.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

	private static final String KEY = "key";

	private static final String INTRODUCTION = """
			The interface of Estafette for payroll and HR systems. Estafette hands HR documents to employees \
			electronically and proves that it did.

			**Key.** Every call carries `Authorization: Bearer <key>`. The administrator of Estafette gives every system \
			its own key; it opens one brand, and there what the system's rights cover. What a system may not see answers \
			404, like what does not exist.

			**Errors** are problem details (RFC 9457, `application/problem+json`) with a stable `code` for programs and a \
			`detail` for people that says what to do, in French, or in English with `Accept-Language: en`. Any call can \
			answer 401 (`API_KEY_MISSING`, `API_KEY_UNKNOWN`), 404 (`UNKNOWN_ADDRESS`), 405 (`METHOD_NOT_ALLOWED`), 406 \
			(`NOT_ACCEPTABLE`) and 500 (`UNEXPECTED_ERROR`, with an id to quote).

			**Repeating.** After a time-out or a 5xx answer, send the same request again with the same `Idempotency-Key`: \
			it is carried out once.

			Times are ISO 8601 in UTC.
			""";

	@Bean
	OpenAPI openApi() {
		return new OpenAPI()
			.info(new Info().title("Estafette")
				.version("1")
				.description(INTRODUCTION)
				.license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
			.components(new Components()
				.addSecuritySchemes(KEY,
						new SecurityScheme().type(SecurityScheme.Type.HTTP)
							.scheme("bearer")
							.description("The key of the calling system"))
				.addSchemas("Problem", problem()))
			.addSecurityItem(new SecurityRequirement().addList(KEY));
	}

	/** What any call can answer, said once. */
	@Bean
	OperationCustomizer problemsOfEveryCall() {
		return (operation, handler) -> {
			problem(operation, "401", "`API_KEY_MISSING`, `API_KEY_UNKNOWN`");
			problem(operation, "500", "`UNEXPECTED_ERROR`: try again; the detail holds an id to quote");
			return operation;
		};
	}

	private static void problem(Operation operation, String status, String description) {
		operation.getResponses()
			.addApiResponse(status,
					new ApiResponse().description(description)
						.content(new Content().addMediaType("application/problem+json",
								new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")))));
	}

	private static Schema<?> problem() {
		Schema<?> problem = new ObjectSchema().description("Problem details (RFC 9457)")
			.addProperty("type", new StringSchema().example("about:blank"))
			.addProperty("title", new StringSchema().example("Unprocessable Entity"))
			.addProperty("status", new IntegerSchema().example(422))
			.addProperty("code", new StringSchema().description("Stable, for programs").example("UNKNOWN_RECIPIENTS"))
			.addProperty("detail", new StringSchema().description("What to do, for people, in the caller's language"));
		problem.setRequired(List.of("type", "title", "status", "code", "detail"));
		return problem;
	}

}
