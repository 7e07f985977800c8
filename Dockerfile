# The application alone; docker-compose.yml adds PostgreSQL, Camunda and a mail catcher.
FROM eclipse-temurin:21-jdk AS build
WORKDIR /build
COPY . .
RUN ./mvnw --batch-mode --no-transfer-progress -Dmaven.test.skip=true package \
 && java -Djarmode=tools -jar target/estafette-*.jar extract --layers --launcher --destination target/extracted

FROM eclipse-temurin:21-jre
RUN useradd --system --uid 10001 --home /app estafette && mkdir -p /app /data && chown estafette /data
WORKDIR /app
COPY --from=build /build/target/extracted/dependencies/ ./
COPY --from=build /build/target/extracted/spring-boot-loader/ ./
COPY --from=build /build/target/extracted/snapshot-dependencies/ ./
COPY --from=build /build/target/extracted/application/ ./
USER estafette
ENV JAVA_TOOL_OPTIONS="-Xmx512m"
EXPOSE 8080
VOLUME /data
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q 200"]
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
