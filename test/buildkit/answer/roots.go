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
		walk.input(last.Inputs[0], "/")
	}
	names := make([]string, 0, len(walk.found))
	for name := range walk.found {
		names = append(names, name)
	}
	sort.Strings(names)
	return names, nil
}

// place is a directory in one output of one operation.
type place struct {
	digest    string
	index     int64
	directory string
}

type rootWalk struct {
	ops   map[string]*pb.Op
	found map[string]bool
	seen  map[place]bool
}

// input finds the images whose whole root directory is in a directory of an input.
func (walk *rootWalk) input(input *pb.Input, directory string) {
	at := place{input.Digest, input.Index, directory}
	if walk.seen[at] {
		return
	}
	walk.seen[at] = true
	op := walk.ops[input.Digest]
	switch kind := op.Op.(type) {
	case *pb.Op_Source:
		if name, isImage := strings.CutPrefix(kind.Source.Identifier, imageSource); isImage && directory == "/" {
			walk.found[name] = true
		}
	case *pb.Op_Exec:
		for _, mount := range kind.Exec.Mounts {
			if mount.Output == input.Index && mount.Dest == "/" && mount.Input >= 0 {
				walk.input(op.Inputs[mount.Input], directory)
			}
		}
	case *pb.Op_File:
		for index, action := range kind.File.Actions {
			if action.Output == input.Index {
				walk.fileAction(op, kind.File.Actions, int64(index+len(op.Inputs)), directory)
			}
		}
	case *pb.Op_Merge:
		for _, merged := range op.Inputs {
			walk.input(merged, directory)
		}
	}
}

// fileAction follows an action, or an input: actions are numbered after the inputs of their operation.
func (walk *rootWalk) fileAction(op *pb.Op, actions []*pb.FileAction, number int64, directory string) {
	if number < 0 {
		return
	}
	if number < int64(len(op.Inputs)) {
		walk.input(op.Inputs[number], directory)
		return
	}
	action := actions[number-int64(len(op.Inputs))]
	walk.fileAction(op, actions, action.Input, directory)
	copied := action.GetCopy()
	if copied == nil {
		return
	}
	if source, isCopied := sourceOf(copied, directory); isCopied {
		walk.fileAction(op, actions, action.SecondaryInput, source)
	}
}

// sourceOf is the directory that a copy takes as a directory of its result. A last element that is a pattern counts as all that is
// there.
func sourceOf(copied *pb.FileActionCopy, directory string) (string, bool) {
	source, destination := path.Join("/", copied.Src), path.Join("/", copied.Dest)
	if copied.AllowWildcard && strings.ContainsAny(path.Base(source), "*?[") {
		source = path.Dir(source)
	}
	if directory == destination {
		return source, true
	}
	below, isBelow := strings.CutPrefix(directory, strings.TrimSuffix(destination, "/")+"/")
	return path.Join(source, below), isBelow
}
