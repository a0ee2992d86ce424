// Verifies a log directory with the code of the Go checksum database, of which we wrote nothing:
// sumdb/note opens the checkpoint, sumdb/tlog reads our tiles, builds proofs from them and checks ours.
//
//	verify DIR VKEY ORIGIN INDEX OLD_SIZE OLD_ROOT   checkpoint, inclusion, consistency, from our tiles
//	proofs VKEY BUNDLE LEAF_FILE                     one tlog-proof file made by us
//	growth OLD OLD_ROOT NEW NEW_ROOT                 our consistency proof, one base64 hash a line, on stdin
//	keygen NAME                                      skey and vkey, one a line
//	sign SKEY                                        signs the text on stdin
//
// What does not fit: tlog.Tile.Path names tiles tile/8/L/N (the height is in the path, and entries are
// "data"); C2SP tlog-tiles names them tile/L/N and tile/entries/N. c2spPath is that difference. And
// tlog.ParseTree reads only checkpoints of the origin "go.sum database tree"; parseCheckpoint reads ours.
package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

type directory string

func (d directory) Height() int { return tileHeight }

func (d directory) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func (d directory) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, t := range tiles {
		data, err := os.ReadFile(filepath.Join(string(d), c2spPath(t)))
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

func c2spPath(t tlog.Tile) string {
	path := strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", t.H))
	if rest := strings.TrimPrefix(path, "data/"); rest != path {
		path = "entries/" + rest
	}
	return "tile/" + path
}

func (d directory) entry(index, size int64) ([]byte, error) {
	width := int64(1) << tileHeight
	t := tlog.Tile{H: tileHeight, L: -1, N: index / width, W: int(width)}
	if size/width == t.N {
		t.W = int(size % width)
	}
	data, err := os.ReadFile(filepath.Join(string(d), c2spPath(t)))
	if err != nil {
		return nil, err
	}
	for at := int64(0); len(data) >= 2; at++ {
		length := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+length {
			break
		}
		if at == index%width {
			return data[2 : 2+length], nil
		}
		data = data[2+length:]
	}
	return nil, fmt.Errorf("entry %d is not in its bundle", index)
}

func parseCheckpoint(text, origin string) (tlog.Tree, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != origin || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of %s", origin)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func open(data []byte, vkey, origin string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	return parseCheckpoint(opened.Text, origin)
}

func verify(dir, vkey, origin, index, oldSize, oldRoot string) error {
	data, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := open(data, vkey, origin)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	n, old := number(index), number(oldSize)
	entry, err := directory(dir).entry(n, tree.N)
	if err != nil {
		return err
	}
	reader := tlog.TileHashReader(tree, directory(dir))
	inclusion, err := tlog.ProveRecord(tree.N, n, reader)
	if err != nil {
		return fmt.Errorf("tiles: %w", err)
	}
	if err := tlog.CheckRecord(inclusion, tree.N, tree.Hash, n, tlog.RecordHash(entry)); err != nil {
		return fmt.Errorf("inclusion: %w", err)
	}
	consistency, err := tlog.ProveTree(tree.N, old, reader)
	if err != nil {
		return fmt.Errorf("tiles: %w", err)
	}
	if err := tlog.CheckTree(consistency, tree.N, tree.Hash, old, hash(oldRoot)); err != nil {
		return fmt.Errorf("consistency: %w", err)
	}
	fmt.Printf("verified size=%d inclusion=%d consistency=%d\n", tree.N, len(inclusion), len(consistency))
	return nil
}

func proofs(vkey, bundle, leafFile string) error {
	data, err := os.ReadFile(bundle)
	if err != nil {
		return err
	}
	leaf, err := os.ReadFile(leafFile)
	if err != nil {
		return err
	}
	at := bytes.Index(data, []byte("\n\n"))
	if at < 0 {
		return fmt.Errorf("no checkpoint in the proof")
	}
	lines := strings.Split(string(data[:at]), "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return fmt.Errorf("not a tlog-proof")
	}
	origin, _, _ := strings.Cut(string(data[at+2:]), "\n")
	tree, err := open(data[at+2:], vkey, origin)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		proof = append(proof, hash(line))
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, number(lines[1][6:]), tlog.RecordHash(leaf)); err != nil {
		return fmt.Errorf("inclusion: %w", err)
	}
	fmt.Println("verified")
	return nil
}

func growth(old, oldRoot, new, newRoot string) error {
	data, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	var proof tlog.TreeProof
	for _, line := range strings.Fields(string(data)) {
		proof = append(proof, hash(line))
	}
	if err := tlog.CheckTree(proof, number(new), hash(newRoot), number(old), hash(oldRoot)); err != nil {
		return fmt.Errorf("consistency: %w", err)
	}
	fmt.Println("verified")
	return nil
}

func keygen(name string) error {
	skey, vkey, err := note.GenerateKey(rand.Reader, name)
	if err == nil {
		fmt.Println(skey)
		fmt.Println(vkey)
	}
	return err
}

func sign(skey string) error {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		return err
	}
	signed, err := note.Sign(&note.Note{Text: string(text)}, signer)
	if err == nil {
		os.Stdout.Write(signed)
	}
	return err
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	exitOn(err)
	return n
}

func hash(text string) tlog.Hash {
	data, err := base64.StdEncoding.DecodeString(text)
	exitOn(err)
	var h tlog.Hash
	if copy(h[:], data) != tlog.HashSize || len(data) != tlog.HashSize {
		exitOn(fmt.Errorf("a hash of %d bytes", len(data)))
	}
	return h
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
}

func main() {
	a := os.Args[1:]
	switch {
	case len(a) == 7 && a[0] == "verify":
		exitOn(verify(a[1], a[2], a[3], a[4], a[5], a[6]))
	case len(a) == 4 && a[0] == "proofs":
		exitOn(proofs(a[1], a[2], a[3]))
	case len(a) == 5 && a[0] == "growth":
		exitOn(growth(a[1], a[2], a[3], a[4]))
	case len(a) == 2 && a[0] == "keygen":
		exitOn(keygen(a[1]))
	case len(a) == 2 && a[0] == "sign":
		exitOn(sign(a[1]))
	default:
		fmt.Fprintln(os.Stderr, "usage: verify | proofs | growth | keygen | sign; see main.go")
		os.Exit(2)
	}
}
