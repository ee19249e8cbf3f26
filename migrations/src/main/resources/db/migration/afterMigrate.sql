CALL app.shadow();
