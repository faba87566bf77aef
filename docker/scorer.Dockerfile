# syntax=docker/dockerfile:1
# The scoring application alone: no Deeplearning4j in it. From the root of a checkout:
#   docker build -f docker/scorer.Dockerfile -t sluice-scorer:0.1.0-SNAPSHOT .
FROM eclipse-temurin:17-jdk-noble AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY schemas schemas
COPY src src
# The cache is locked: Maven processes that run at the same time would corrupt a shared repository.
# Tests and formatting are the business of `./mvnw verify`, before an image is built.
RUN --mount=type=cache,target=/maven,sharing=locked \
    MAVEN_USER_HOME=/maven ./mvnw -B -pl src/stream -am package -Dmaven.repo.local=/maven/repository -DskipTests -Dspotless.check.skip=true

FROM eclipse-temurin:17-jre-noble
WORKDIR /opt/sluice
COPY LICENSE NOTICE ./
COPY --from=build /build/src/stream/target/sluice-stream-all.jar sluice-stream.jar
# Where `state.dir` belongs; a volume mounted here takes over the owner.
RUN install -d -o 10001 -g 10001 /var/lib/sluice
# As a number, so that Kubernetes can tell that it is not root.
USER 10001:10001
# The rest of the container's memory is for threads and buffers.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "/opt/sluice/sluice-stream.jar"]
CMD ["--config", "/etc/sluice/pipeline.yaml"]
