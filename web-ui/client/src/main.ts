import { mount } from 'svelte';
import './app.css';
import Page from './shell/Page.svelte';

mount(Page, { target: document.getElementById('app')! });
