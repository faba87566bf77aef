# syntax=docker/dockerfile:1
# The trainer, with Deeplearning4j's natives for the platform that it is built on. From the root of a checkout:
#   docker build -f docker/trainer.Dockerfile -t sluice-trainer:0.1.0-SNAPSHOT .
FROM eclipse-temurin:17-jdk-noble AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY schemas schemas
COPY src src
# The cache is locked: Maven processes that run at the same time would corrupt a shared repository.
# Tests and formatting are the business of `./mvnw verify`, before an image is built.
RUN --mount=type=cache,target=/maven,sharing=locked \
    MAVEN_USER_HOME=/maven ./mvnw -B -pl src/trainer -am package -Dmaven.repo.local=/maven/repository -DskipTests -Dspotless.check.skip=true

# Not Alpine: the natives need glibc.
FROM eclipse-temurin:17-jre-noble
WORKDIR /opt/sluice
COPY LICENSE NOTICE ./
COPY --from=build /build/src/trainer/target/sluice-trainer-all.jar sluice-trainer.jar
USER 10001:10001
# Matrices live outside the heap, in as much memory again as the heap may take: twice 40 % is the ceiling.
# The natives (400 MB) are unpacked to /tmp at the first start: it must be writable, and not mounted noexec.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=40 -XX:+ExitOnOutOfMemoryError -Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp" \
    OMP_NUM_THREADS=1
ENTRYPOINT ["java", "-jar", "/opt/sluice/sluice-trainer.jar"]
CMD ["--config", "/etc/sluice/pipeline.yaml"]
