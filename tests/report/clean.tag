tagged 'keep'
