// Integrators need one import: the messages and the status codes belong to this library's own API.
@_exported public import TributaryProtocol
@_exported public import enum TTRPC.StatusCode
