package io.estafette.platform.web;

import java.lang.reflect.Type;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.AbstractJackson2HttpMessageConverter;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;

/** Reads what is marked {@link ApiInput}, and only that. */
class ApiInputConverter extends AbstractJackson2HttpMessageConverter {

	/** In bytes: room for 20,000 matricules and 20 documents. */
	private static final int LONGEST_DOCUMENT = 1024 * 1024;

	private static final int LONGEST_STRING = 2000;

	private static final int DEEPEST_NESTING = 20;

	ApiInputConverter() {
		super(strict(), MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM, MediaType.TEXT_PLAIN);
	}

	private static ObjectMapper strict() {
		JsonFactory factory = JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxDocumentLength(LONGEST_DOCUMENT)
				.maxStringLength(LONGEST_STRING)
				.maxNestingDepth(DEEPEST_NESTING)
				.build())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build();
		return Jackson2ObjectMapperBuilder.json()
			.factory(factory)
			.featuresToEnable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
					DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.featuresToDisable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.build();
	}

	@Override
	public boolean canRead(Type type, @Nullable Class<?> context, @Nullable MediaType mediaType) {
		return type instanceof Class<?> input && input.isAnnotationPresent(ApiInput.class)
				&& super.canRead(type, context, mediaType);
	}

	@Override
	public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
		return canRead(type, null, mediaType);
	}

	@Override
	public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
		return false;
	}

	@Override
	public List<MediaType> getSupportedMediaTypes(Class<?> type) {
		return type.isAnnotationPresent(ApiInput.class) ? getSupportedMediaTypes() : List.of();
	}

}
