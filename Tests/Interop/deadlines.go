package main

import (
	"context"
	"errors"
	"time"

	"github.com/containerd/ttrpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	pb "tributary/v1"
)

// deadlineChecks are calls that have no time left when they arrive.
func (s *shop) deadlineChecks() []check {
	request := func(timeout int64) *ttrpc.Request {
		return &ttrpc.Request{
			Service:     trackingService,
			Method:      "GetPartnerReport",
			Payload:     encode(&pb.GetPartnerReportRequest{Program: s.program, Partner: partner}),
			TimeoutNano: timeout,
			Metadata:    []*ttrpc.KeyValue{{Key: "authorization", Value: "Bearer " + s.serverKey}},
		}
	}
	answer := func(timeout int64) error {
		connection, err := dial(s.address)
		if err != nil {
			return err
		}
		defer connection.close()
		return firstError(
			connection.sendRequest(1, 0, request(timeout)),
			connection.expectRefusal(1, codes.DeadlineExceeded),
			connection.expectHealth(3))
	}
	return []check{
		{"a deadline that passes at the client", func() error {
			ctx, cancel := context.WithTimeout(context.Background(), time.Nanosecond)
			defer cancel()
			err := s.callIn(
				ctx, s.serverKey, trackingService, "GetPartnerReport",
				&pb.GetPartnerReportRequest{Program: s.program, Partner: partner}, &pb.GetPartnerReportResponse{})
			if !errors.Is(err, context.DeadlineExceeded) && status.Code(err) != codes.DeadlineExceeded {
				return refused(err, codes.DeadlineExceeded)
			}
			return s.checkHealth()
		}},
		{"a timeout of one nanosecond at the server", func() error { return answer(1) }},
		// What the Go client sends when its deadline has passed before it sends.
		{"a negative timeout at the server", func() error { return answer(-1) }},
	}
}
