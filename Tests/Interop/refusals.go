package main

import (
	"strings"

	"google.golang.org/grpc/codes"

	pb "tributary/v1"
)

// Larger than a frame may be.
const oversizeBytes = 5 << 20

// refusalChecks are the calls that a server must not serve, made with the client that any Go program would use.
func (s *shop) refusalChecks() []check {
	click := func(change func(*pb.RecordClickRequest)) error {
		request := &pb.RecordClickRequest{Program: s.program, Partner: partner}
		change(request)
		return s.track("RecordClick", request, &pb.RecordClickResponse{})
	}
	report := func(key string) error {
		request := &pb.GetPartnerReportRequest{Program: s.program, Partner: partner}
		return s.call(key, trackingService, "GetPartnerReport", request, &pb.GetPartnerReportResponse{})
	}
	return []check{
		{"unknown method", func() error {
			err := s.track("RecordNothing", &pb.RecordClickRequest{}, &pb.RecordClickResponse{})
			return refused(err, codes.Unimplemented, "RecordNothing")
		}},
		{"unknown service", func() error {
			request := &pb.RecordClickRequest{}
			err := s.call(s.serverKey, "tributary.v1.Nothing", "RecordClick", request, &pb.RecordClickResponse{})
			return refused(err, codes.Unimplemented, "tributary.v1.Nothing")
		}},
		{"no key", func() error { return refused(report(""), codes.Unauthenticated) }},
		{"bad key", func() error { return refused(report("tk_nobody_nothing"), codes.Unauthenticated) }},
		{"the id of a key with another secret", func() error {
			forged := s.serverKey[:len(s.serverKey)-1] + "!"
			return refused(report(forged), codes.Unauthenticated)
		}},
		{"a key without the scope", func() error {
			key, err := s.createKey(pb.KeyScope_KEY_SCOPE_PUBLISHABLE)
			if err != nil {
				return err
			}
			return refused(report(key), codes.PermissionDenied)
		}},
		{"unknown program", func() error {
			return refused(click(func(r *pb.RecordClickRequest) { r.Program = "nowhere" }), codes.NotFound)
		}},
		{"unknown partner", func() error {
			return refused(click(func(r *pb.RecordClickRequest) { r.Partner = "nobody" }), codes.NotFound)
		}},
		{"a SubID of 256 bytes", func() error {
			err := click(func(r *pb.RecordClickRequest) { r.SubId = strings.Repeat("x", overlongSubIDSize) })
			return refused(err, codes.InvalidArgument, "sub_id")
		}},
		{"a request over 4 MiB, and the connection lives on", func() error {
			err := click(func(r *pb.RecordClickRequest) { r.UserAgent = strings.Repeat("x", oversizeBytes) })
			return firstError(refused(err, codes.ResourceExhausted), s.checkHealth())
		}},
	}
}
