# syntax=docker/dockerfile:1
# The `sluice` command with everything in it: demo, produce, tail, doctor, backtest. From the root of a checkout:
#   docker build -f docker/cli.Dockerfile -t sluice-cli:0.1.0-SNAPSHOT .
#   docker run --rm -it sluice-cli:0.1.0-SNAPSHOT demo --exit
FROM eclipse-temurin:17-jdk-noble AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY schemas schemas
COPY src src
# The cache is locked: Maven processes that run at the same time would corrupt a shared repository.
# Tests and formatting are the business of `./mvnw verify`, before an image is built.
RUN --mount=type=cache,target=/maven,sharing=locked \
    MAVEN_USER_HOME=/maven ./mvnw -B -pl src/cli -am package -Dmaven.repo.local=/maven/repository -DskipTests -Dspotless.check.skip=true

# Not Alpine: the natives of `demo`, `trainer` and `backtest` need glibc.
FROM eclipse-temurin:17-jre-noble
WORKDIR /opt/sluice
COPY LICENSE NOTICE ./
COPY --from=build /build/src/cli/target/sluice-all.jar sluice.jar
# The working directory of commands that write files: mount a folder of yours here.
RUN install -d -o 10001 -g 10001 /work
WORKDIR /work
USER 10001:10001
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=40 -XX:+ExitOnOutOfMemoryError -Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp" \
    OMP_NUM_THREADS=1
ENTRYPOINT ["java", "-jar", "/opt/sluice/sluice.jar"]
CMD ["--help"]
