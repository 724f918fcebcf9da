import { chromium } from 'playwright-core';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-quic'] });
const url='http://localhost:18231';
const pdf=Buffer.from('%PDF-1.4\n%%EOF\n'); 
for (const [w,h,cust,con,name,scheme] of [[1280,900,'17105500','SPV-40000','large','light'],[1280,900,'17102995','SPV-20418','small','light'],[360,780,'17102995','SPV-20418','phone','light'],[1280,900,'17102995','SPV-20418','dark','dark']]) {
  const c = await b.newContext({ viewport:{width:w,height:h}, locale:'de-DE', baseURL:url, colorScheme: scheme });
  const p = await c.newPage(); p.on('pageerror',e=>console.log('ERR',e.message)); p.on('console',m=>m.type()==='error'&&console.log('CON',m.text()));
  await p.goto('/'); await p.fill('#customer_no',cust); await p.fill('#contract_no',con); await p.press('#contract_no','Enter'); await p.waitForSelector('.tasks');
  await p.waitForTimeout(800);
  await p.screenshot({path:`/tmp/fshots/${name}-start.png`});
  await p.evaluate(()=>{location.hash='#/status-pages'}); await p.waitForSelector('.statuslist'); await p.waitForTimeout(600);
  await p.screenshot({path:`/tmp/fshots/${name}-list.png`});
  if (name==='small') {
    const inp = p.locator('.statuslist input[type=file]');
    await inp.nth(0).setInputFiles({name:'Statusseite Buero.pdf',mimeType:'application/pdf',buffer:pdf});
    await inp.nth(1).setInputFiles({name:'setup.pdf',mimeType:'application/pdf',buffer:Buffer.from('MZ....')});
    await p.getByText('ist angekommen').waitFor(); await p.getByText('wurde nicht angenommen').waitFor(); await p.waitForTimeout(700);
    await p.screenshot({path:`/tmp/fshots/${name}-done.png`});
    await p.reload(); await p.waitForSelector('.statuslist'); await p.waitForTimeout(500);
    await p.screenshot({path:`/tmp/fshots/${name}-later.png`});
  }
  const serial = await p.locator('.statuslist h2 a').first().getAttribute('href');
  await p.evaluate((h)=>{location.hash=h},serial); await p.waitForSelector('.statuspage'); await p.waitForTimeout(700);
  await p.screenshot({path:`/tmp/fshots/${name}-device.png`,fullPage:true});
  await c.close();
}
await b.close();
