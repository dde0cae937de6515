-- More scripts without blanks between words are cut into pairs of characters; the service cuts all words anew.
UPDATE agent SET words = NULL;
