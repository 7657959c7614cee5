"""One file per outside thing; each implements a port and turns vendor errors into ours."""
