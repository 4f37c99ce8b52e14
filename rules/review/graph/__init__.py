"""The graph of connections in a case: the parties and statements of one assessment, its layout and its picture."""
