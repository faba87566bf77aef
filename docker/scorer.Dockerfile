# syntax=docker/dockerfile:1
# The scoring application with a Java runtime of just the modules it uses, and no shell. From the root of a checkout:
#   docker build -f docker/scorer.Dockerfile -t sluice-scorer:0.1.0-SNAPSHOT .
# Without an engine, `./mvnw -Pimage -pl src/stream -am package -DskipTests` writes src/stream/target/jib-image.tar, and
# docker/start-image.sh starts that.
FROM eclipse-temurin:17-jdk-jammy AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY schemas schemas
COPY src src
# The cache is locked: Maven processes that run at the same time would corrupt a shared repository.
# Tests and formatting are the business of `./mvnw verify`, before an image is built.
RUN --mount=type=cache,target=/maven,sharing=locked \
    MAVEN_USER_HOME=/maven ./mvnw -B -pl src/stream -am package -Dmaven.repo.local=/maven/repository -DskipTests -Dspotless.check.skip=true
COPY docker/runtime.sh docker/
# Here, where there is a shell, and with a glibc no newer than that of the image below.
RUN docker/runtime.sh /opt/java

# glibc, time zones and certificates. Its tags have no versions: name it by digest to get the same one again.
FROM gcr.io/distroless/base-nossl-debian12:nonroot
WORKDIR /opt/sluice
COPY LICENSE NOTICE ./
COPY --from=build /opt/java /opt/java
COPY --from=build /build/src/stream/target/sluice-stream-all.jar sluice-stream.jar
# As a number, so that Kubernetes can tell that it is not root.
USER 10001:10001
# The rest of the container's memory is for threads and buffers. Compression libraries are unpacked to /tmp.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError" \
    PATH=/opt/java/bin
EXPOSE 8080
# /readyz says `waiting for first model` until the trainer has made one: not a fault, so not asked here.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["java", "-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "/opt/sluice/sluice-stream.jar", "dev.sluice.command.HealthCommand", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["java", "--add-modules=jdk.incubator.vector", "-jar", "/opt/sluice/sluice-stream.jar"]
CMD ["--config", "/etc/sluice/pipeline.yaml"]
