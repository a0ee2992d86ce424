// For readers outside Debian. The tests build with Debian's sources, offline:
// GO111MODULE=off GOPATH=/usr/share/gocode go build
module comity.example/interop

go 1.19

require golang.org/x/mod v0.7.0
