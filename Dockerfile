# The images of Agentplane. Nothing but Docker is needed to build them:
#
#   docker build --target service --build-arg SERVICE=registry -t agentplane-registry .   (config, policy, scheduler, gateway)
#   docker build --target setup -t agentplane-setup .           the jobs that come before the services: secrets, schemas, Kafka users
#   docker build --target examples -t agentplane-examples .     the demo and example agents

FROM eclipse-temurin:25-jdk AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode --no-transfer-progress --quiet -DskipTests -Dspotless.check.skip \
      -pl registry-service,config-service,policy-service,scheduler-service,gateway-service,local-cluster,examples -am package \
 # Not the launcher's own PostgreSQL, nor the jar of the job alone, which has its libraries in it.
 && rm local-cluster/target/lib/embedded-postgres-binaries-*.jar migrations/target/*-boot.jar \
 && cp migrations/target/migrations-*.jar local-cluster/target/local-cluster-*.jar local-cluster/target/lib/

FROM eclipse-temurin:25-jdk AS unpacked
ARG SERVICE
WORKDIR /unpacked
COPY --from=build /source/${SERVICE}-service/target/*-boot.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre AS service
# The numbers, because a platform that refuses administrators can't look up a name.
RUN install --directory --owner=10001 --group=10001 --mode=700 /var/lib/agentplane
WORKDIR /opt/agentplane
COPY --from=build /source/deploy/jvm.options ./
COPY --from=build /source/platform/target/classes/io/agentplane/platform/check/ReadinessProbe.class probe/io/agentplane/platform/check/
# The libraries first, which change least often.
COPY --from=unpacked /unpacked/layers/dependencies/ ./
COPY --from=unpacked /unpacked/layers/snapshot-dependencies/ ./
COPY --from=unpacked /unpacked/layers/application/ ./
# The AOT cache: what a JVM learned in a start without database and broker. The second run checks that nine in ten classes come
# from it. Both have a small heap, since above 32 GiB the JVM lays objects out otherwise, and the cache would not fit.
RUN cd "$(mktemp -d)" \
 && java @/opt/agentplane/jvm.options -Xmx256m -XX:AOTCacheOutput=/opt/agentplane/application.aot \
      -jar /opt/agentplane/application.jar --spring.profiles.active=training >log 2>&1 || { cat log; exit 1; } \
 && java @/opt/agentplane/jvm.options -Xmx256m -XX:AOTMode=on -XX:AOTCache=/opt/agentplane/application.aot -Xlog:class+load:file=loaded \
      -jar /opt/agentplane/application.jar --spring.profiles.active=training >log 2>&1 || { cat log; exit 1; } \
 && awk '/source: shared objects file/ { cached++ } END { print cached + 0, "of", NR, "classes from the cache"; exit cached == 0 || cached < 0.9 * NR }' loaded \
 && rm -r "$PWD"
ENV SERVER_ADDRESS=0.0.0.0 SERVER_PORT=8080 MANAGEMENT_SERVER_PORT=9090
USER 10001:10001
# For what a service keeps: signing keys, spools. Mount a volume.
WORKDIR /var/lib/agentplane
HEALTHCHECK --interval=2s --timeout=5s --start-period=90s --retries=5 \
  CMD ["java", "-Xshare:auto", "-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "/opt/agentplane/probe", "io.agentplane.platform.check.ReadinessProbe"]
ENTRYPOINT ["java", "@/opt/agentplane/jvm.options", "-XX:MaxRAMPercentage=40", "-XX:AOTCache=/opt/agentplane/application.aot", "-jar", "/opt/agentplane/application.jar"]

FROM eclipse-temurin:25-jre AS setup
COPY --from=build /source/local-cluster/target/lib/ /opt/agentplane/lib/
USER 10001:10001
ENTRYPOINT ["java", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlog4j2.configurationFile=io/agentplane/local/kafka/log4j2.properties", "-cp", "/opt/agentplane/lib/*"]
CMD ["io.agentplane.local.setup.Setup", "--help"]

FROM eclipse-temurin:25-jre AS examples
RUN install --directory --owner=10001 --group=10001 --mode=700 /keys/coordinator /keys/worker
COPY --from=build /source/examples/target/lib/ /opt/agentplane/lib/
COPY --from=build /source/examples/target/classes/ /opt/agentplane/classes/
USER 10001:10001
ENTRYPOINT ["java", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "/opt/agentplane/classes:/opt/agentplane/lib/*"]
CMD ["io.agentplane.examples.demo.Demo"]
