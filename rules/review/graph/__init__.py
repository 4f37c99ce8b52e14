"""Who is connected in a case: the parties and statements of one assessment as a graph, its layout and its picture."""
