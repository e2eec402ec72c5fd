// Command unicode prints which characters Go takes for letters, digits and blanks, as JSON.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"unicode"
)

type tables struct {
	Unicode string `json:"unicode"`
	// Ranges of code points, both ends inclusive.
	Letters [][2]rune `json:"letters"`
	Digits  [][2]rune `json:"digits"`
	// Checksum is the SHA-256 of one byte a code point: 1 for a letter, 2 for a digit, 4 for a blank, else 0.
	Checksum string `json:"checksum"`
}

func main() {
	classes := make([]byte, unicode.MaxRune+1)
	for char := range classes {
		classes[char] = classOf(rune(char))
	}
	sum := sha256.Sum256(classes)
	found := tables{
		Unicode:  unicode.Version,
		Letters:  ranges(unicode.IsLetter),
		Digits:   ranges(unicode.IsDigit),
		Checksum: hex.EncodeToString(sum[:]),
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func classOf(char rune) byte {
	switch {
	case unicode.IsLetter(char):
		return 1
	case unicode.IsDigit(char):
		return 2
	case unicode.IsSpace(char):
		return 4
	}
	return 0
}

func ranges(has func(rune) bool) [][2]rune {
	var found [][2]rune
	for char := rune(0); char <= unicode.MaxRune; char++ {
		if !has(char) {
			continue
		}
		if last := len(found) - 1; last >= 0 && found[last][1] == char-1 {
			found[last][1] = char
		} else {
			found = append(found, [2]rune{char, char})
		}
	}
	return found
}
