internal import ProtobufC
internal import TTRPC
internal import TributaryProtocol

/// `grpc.health.v1.Health/Check`, which needs no key. A server that drains refuses it with UNAVAILABLE like any call.
extension Tracker {
  var healthService: ServiceDefinition {
    let known = ["", HealthService.name, TrackingService.name, ProgramsService.name]
    return ServiceDefinition(
      name: HealthService.name,
      methods: [
        .inline(HealthService.check.name) { call, payload, reply throws(RPCError) in
          let arena = call.arena
          let request = try mapErrors { try arena.decode(HealthCheckRequest.self, from: payload) }
          guard known.contains(request.service) else {
            throw RPCError(.notFound, "service: there is no service \(quoted(request.service))")
          }
          try reply.write(HealthCheckResponse(status: .serving))
        }
      ])
  }
}
