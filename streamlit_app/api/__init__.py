"""The frontend's only way to data: the API, in this process or at API_URL. No Streamlit import here."""
