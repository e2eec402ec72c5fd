package main

import (
	"path"
	"sort"
	"strings"

	"github.com/moby/buildkit/solver/pb"
	"github.com/opencontainers/go-digest"
)

const imageSource = "docker-image://"

// wholeRoots finds the images whose whole root directory is in the result of an LLB definition: the one it is built on, and those
// that are copied from `/` to `/`.
func wholeRoots(definition [][]byte) ([]string, error) {
	ops := make(map[string]*pb.Op, len(definition))
	var last *pb.Op
	for _, encoded := range definition {
		op := &pb.Op{}
		if err := op.UnmarshalVT(encoded); err != nil {
			return nil, err
		}
		ops[digest.FromBytes(encoded).String()] = op
		last = op
	}
	walk := rootWalk{ops: ops, found: map[string]bool{}, seen: map[place]bool{}}
	// The last operation only names the result.
	if last != nil && last.Op == nil && len(last.Inputs) > 0 {
		walk.input(last.Inputs[0])
	}
	names := make([]string, 0, len(walk.found))
	for name := range walk.found {
		names = append(names, name)
	}
	sort.Strings(names)
	return names, nil
}

// place is one output of one operation.
type place struct {
	digest string
	index  int64
}

type rootWalk struct {
	ops   map[string]*pb.Op
	found map[string]bool
	seen  map[place]bool
}

func (walk *rootWalk) input(input *pb.Input) {
	at := place{input.Digest, input.Index}
	if walk.seen[at] {
		return
	}
	walk.seen[at] = true
	op := walk.ops[input.Digest]
	switch kind := op.Op.(type) {
	case *pb.Op_Source:
		if name, isImage := strings.CutPrefix(kind.Source.Identifier, imageSource); isImage {
			walk.found[name] = true
		}
	case *pb.Op_Exec:
		for _, mount := range kind.Exec.Mounts {
			if mount.Output == input.Index && mount.Dest == "/" && mount.Input >= 0 {
				walk.input(op.Inputs[mount.Input])
			}
		}
	case *pb.Op_File:
		walk.fileOutput(op, kind.File.Actions, input.Index)
	case *pb.Op_Merge:
		for _, merged := range op.Inputs {
			walk.input(merged)
		}
	}
}

// fileOutput follows the action that gives an output. Actions are numbered after the inputs of their operation.
func (walk *rootWalk) fileOutput(op *pb.Op, actions []*pb.FileAction, output int64) {
	for index, action := range actions {
		if action.Output == output {
			walk.fileAction(op, actions, int64(index+len(op.Inputs)))
		}
	}
}

func (walk *rootWalk) fileAction(op *pb.Op, actions []*pb.FileAction, number int64) {
	if number < 0 {
		return
	}
	if number < int64(len(op.Inputs)) {
		walk.input(op.Inputs[number])
		return
	}
	action := actions[number-int64(len(op.Inputs))]
	walk.fileAction(op, actions, action.Input)
	copied := action.GetCopy()
	if copied != nil && isWhole(copied) {
		walk.fileAction(op, actions, action.SecondaryInput)
	}
}

// isWhole says whether a copy takes the whole root directory to the root directory.
func isWhole(copied *pb.FileActionCopy) bool {
	source := path.Join("/", copied.Src)
	return path.Join("/", copied.Dest) == "/" && (source == "/" || source == "/*" && copied.AllowWildcard)
}
