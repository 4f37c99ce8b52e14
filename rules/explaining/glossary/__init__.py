"""The words of the pages, each with its meaning in English and Japanese and the law that it rests on."""
