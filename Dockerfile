# Builds the server and runs it on a JDK 25 runtime, as a user without rights.
FROM maven:3.9.11-eclipse-temurin-25-noble AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY embedded embedded
COPY server server
COPY ops/trainer.options ops/
# Maven wants to see every module; the load cases themselves are not built.
COPY bench/pom.xml bench/
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q -DskipTests -Dspotless.check.skip -pl server -am package

FROM eclipse-temurin:25-jre-noble
RUN groupadd --gid 10001 yeoul \
 && useradd --uid 10001 --gid 10001 --home-dir /opt/yeoul --no-create-home --shell /usr/sbin/nologin yeoul
WORKDIR /opt/yeoul
COPY LICENSE NOTICE ./
COPY ops/jvm.options ops/docker/healthcheck ./
COPY data/netflix_titles.csv.gz data/
# What changes rarely comes first, so that a new version of the program is a small layer.
COPY --from=build /src/server/target/quarkus-app/lib lib
COPY --from=build /src/server/target/quarkus-app/quarkus-run.jar ./
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bash", "/opt/yeoul/healthcheck"]
# exec: the JVM is process 1 and gets the signal that drains it. JAVA_OPTS wins over jvm.options.
ENTRYPOINT ["bash", "-c", "exec java @/opt/yeoul/jvm.options $JAVA_OPTS -jar /opt/yeoul/quarkus-run.jar \"$@\"", "yeoul"]
CMD ["serve"]
